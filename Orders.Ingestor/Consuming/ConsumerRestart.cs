namespace Orders.Ingestor.Consuming;

/// <summary>A request to leave the group and join again, so that every start offset is chosen anew.</summary>
internal sealed class ConsumerRestart
{
    private string? _reason;

    /// <summary>May be called from any thread; several requests are one.</summary>
    public void Request(string reason) => Interlocked.CompareExchange(ref _reason, reason, null);

    /// <summary>The reason, once; <c>null</c> when nobody asked.</summary>
    public string? Take() => Interlocked.Exchange(ref _reason, null);
}
