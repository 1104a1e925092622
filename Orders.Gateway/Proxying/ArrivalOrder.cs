namespace Orders.Gateway.Proxying;

/// <summary>
/// Answers that came together are passed on in the order in which they came. .NET's client reads them in one go from a connection of HTTP/2 and queues
/// who waits for each; a thread of the pool takes what it has queued itself last in, first out. Whoever was answered first would wait for all the others.
/// </summary>
internal sealed class ArrivalOrder(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly Reversal _reversal = new(static turn => ThreadPool.UnsafeQueueUserWorkItem(turn, preferLocal: false));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        await _reversal;
        return answer;
    }
}
