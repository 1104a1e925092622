namespace Orders.ServiceDefaults.Tracing;

/// <summary>Marks an endpoint whose requests are asked by machines every few seconds and are no part of any trace.</summary>
internal sealed class NotTraced
{
    public static readonly NotTraced Instance = new();
}
