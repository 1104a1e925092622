namespace Orders.Bench.Tools;

/// <summary>Waits for servers.</summary>
internal static class Ready
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(2);

    /// <summary>Until the address answers with a success.</summary>
    /// <param name="start">How the answer has to begin.</param>
    /// <exception cref="CommandException">It does not in a minute.</exception>
    public static async Task WaitAsync(Uri address, CancellationToken cancellationToken, string start = "")
    {
        using var client = new HttpClient();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            while (!await AnswersAsync(client, address, start, patience.Token))
            {
                await Task.Delay(Glance, patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandException($"{address} does not answer.");
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Uri address, string start, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(address, cancellationToken);
            return answer.IsSuccessStatusCode && (await answer.Content.ReadAsStringAsync(cancellationToken)).StartsWith(start, StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false; // Not listening yet.
        }
    }
}
