using System.Globalization;

using Orders.Chaos.Accounting;

namespace Orders.Chaos.Reading;

/// <summary>Every cache ends at the newest version: asks each query API for each order once.</summary>
internal static class CacheCheck
{
    private const int AtOnce = 8;
    private const int MostWrong = 20;

    /// <summary>To be called when nothing has changed for the bound of staleness.</summary>
    /// <returns>A line for each answer that is not the newest version, the first few of them.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<Uri> queryApis, OrderLog orders, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var http = new HttpClient(handler);
        var wrong = new List<string>();
        var questions = queryApis.SelectMany(instance => orders.Orders.Select(order => (Instance: instance, Uid: order.Key, order.Value.Versions)));
        await Parallel.ForEachAsync(questions, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (question, token) =>
        {
            using var answer = await http.GetAsync(new Uri(question.Instance, $"api/orders/{question.Uid}"), token);
            var hash = OrderLog.Hash(await answer.Content.ReadAsByteArrayAsync(token));
            var version = answer.Headers.ETag?.Tag;
            if (hash != question.Versions[^1] || version != string.Create(CultureInfo.InvariantCulture, $"\"{question.Versions.Length}\""))
            {
                lock (wrong)
                {
                    wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{question.Instance} answers {(int)answer.StatusCode}, version {version} for {question.Uid}, of which {question.Versions.Length} is the newest."));
                }
            }
        });
        return [.. wrong.Take(MostWrong)];
    }
}
