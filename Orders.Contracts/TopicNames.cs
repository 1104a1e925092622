namespace Orders.Contracts;

/// <summary>The topics' names unless the configuration says otherwise.</summary>
public static class TopicNames
{
    public const string Orders = "orders";
    public const string DeadLetters = "orders_dlq";
    public const string Changes = "orders_changed";
}
