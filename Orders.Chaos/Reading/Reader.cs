using System.Globalization;
using System.Net;

using Orders.Chaos.Accounting;
using Orders.Chaos.Faults;

namespace Orders.Chaos.Reading;

/// <summary>Asks for one order after the other and judges at once what needs no ledger.</summary>
/// <param name="name">For the report.</param>
/// <param name="anyUid">Chooses what to ask for; null while there is nothing.</param>
/// <param name="instance">The query API it asks; null: whichever the gateway chooses, so versions may differ by the bound.</param>
internal sealed class Reader(string name, Uri address, string? instance, IReadOnlyList<string> queryApis, Func<Random, string?> anyUid, ReadLog log, FaultWindows windows, int seed) : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(8);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (anyUid(_random) is { } uid)
            {
                await AskAsync(uid);
            }

            await Task.Delay(Pace, CancellationToken.None);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task AskAsync(string uid)
    {
        var asked = DateTime.UtcNow;
        try
        {
            using var answer = await _http.GetAsync(new Uri($"api/orders/{uid}", UriKind.Relative), CancellationToken.None);
            log.Count(((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture));
            await JudgeAsync(uid, asked, answer);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            log.Count("no answer");
            if (!windows.IsExcused(instance ?? FaultWindows.Gateway, asked, DateTime.UtcNow))
            {
                Wrong(uid, asked, $"no answer ({exception.Message})");
            }
        }
    }

    /// <param name="asked">When the request was sent.</param>
    internal async Task JudgeAsync(string uid, DateTime asked, HttpResponseMessage answer)
    {
        switch (answer.StatusCode)
        {
            case HttpStatusCode.OK:
                var document = await answer.Content.ReadAsByteArrayAsync();
                var version = long.Parse(answer.Headers.ETag!.Tag.Trim('"'), CultureInfo.InvariantCulture);
                var isStale = answer.Headers.TryGetValues("X-Cache", out var cache) && cache.Single() == "stale";
                Remember(new Observation(uid, version, OrderLog.Hash(document), asked, isStale, name));
                if (isStale && !MayBeStale(asked))
                {
                    Wrong(uid, asked, "marked as stale, and nothing is broken that excuses it");
                }

                break;
            case HttpStatusCode.NotFound:
                Remember(new Observation(uid, 0, "", asked, IsStale: false, name));
                break;
            case HttpStatusCode.ServiceUnavailable when answer.Headers.RetryAfter is null:
                Wrong(uid, asked, "503 without Retry-After");
                break;
            case HttpStatusCode.ServiceUnavailable when MayBeUnavailable(asked):
                break;
            default:
                Wrong(uid, asked, string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode}, and nothing is broken that excuses it"));
                break;
        }
    }

    private void Remember(Observation seen)
    {
        log.Add(seen, DateTime.UtcNow);
        if (instance is null)
        {
            return;
        }

        if (_seen.TryGetValue(seen.Uid, out var before) && before > seen.Version)
        {
            Wrong(seen.Uid, seen.Asked, string.Create(CultureInfo.InvariantCulture, $"version {seen.Version} after version {before}"));
        }

        _seen[seen.Uid] = seen.Version;
    }

    /// <summary>503 is right while the database is away, or the query API itself; through the gateway while every one of them is.</summary>
    private bool MayBeUnavailable(DateTime asked) => IsBroken(FaultWindows.Database, asked) || Instances.All(queryApi => IsBroken(queryApi, asked));

    /// <summary>
    /// So is an answer that says that it may be old; but the gateway has no reason to ask another query API for one that is not, so one that
    /// stood still while its query was under way is enough.
    /// </summary>
    private bool MayBeStale(DateTime asked) => IsBroken(FaultWindows.Database, asked) || Instances.Any(queryApi => IsBroken(queryApi, asked));

    private IReadOnlyList<string> Instances => instance is null ? queryApis : [instance];

    private bool IsBroken(string target, DateTime asked) => windows.IsExcused(target, asked, DateTime.UtcNow);

    private void Wrong(string uid, DateTime asked, string what) =>
        log.AddWrong(string.Create(CultureInfo.InvariantCulture, $"{asked:HH:mm:ss.fff} {name} asked for {uid}: {what} (broken: {string.Join(", ", windows.Open)})"));
}
