namespace Orders.Contracts;

/// <summary>How the gateway, which knows who asks, tells the query API what they may see.</summary>
public static class OrdersView
{
    /// <summary>On a request from the gateway: <see cref="Full"/> or <see cref="Masked"/>. Never taken from a client.</summary>
    public const string Header = "X-Orders-View";

    public const string Full = "full";

    public const string Masked = "masked";

    /// <summary>On an answer: <c>true</c> when personal members are masked in it.</summary>
    public const string MaskedHeader = "X-Masked";
}
