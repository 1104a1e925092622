using Microsoft.Extensions.Options;
using Orders.Gateway.Admitting;
using Orders.Gateway.Answering;

namespace Orders.Gateway.Limiting;

/// <summary>Says whether a caller has permits left.</summary>
internal sealed class RateLimiter(IOptions<RateOptions> options, IHostEnvironment environment, TimeProvider time)
{
    private readonly bool _holds = options.Value.RateLimits.Holds(environment);
    private readonly Rate _api = Rate.Of(options.Value.RequestsPerSecond, TimeSpan.FromSeconds(1), options.Value.RequestBurst, time);
    private readonly Rate _page = Rate.Of(options.Value.PageRequestsPerSecond, TimeSpan.FromSeconds(1), options.Value.PageRequestBurst, time);
    private readonly Rate _key = Rate.Of(options.Value.KeyRequestsPerSecond, TimeSpan.FromSeconds(1), options.Value.KeyRequestBurst, time);
    private readonly Rate _wrongKeys = Rate.Of(options.Value.WrongKeysPerMinute, TimeSpan.FromMinutes(1), options.Value.WrongKeysPerMinute, time);
    private readonly Clients _clients = new(options.Value.RememberedClients, time);

    /// <param name="forApi">Else for the page.</param>
    /// <param name="wait">When refused: how long until there is a permit again.</param>
    /// <returns>Null, or the problem to answer with.</returns>
    public Problem? Refuse(Caller caller, ClientNetwork network, bool forApi, out TimeSpan wait)
    {
        wait = default;
        if (!_holds && !caller.SentWrongKey)
        {
            return null;
        }

        var now = time.GetTimestamp();
        var client = caller.Key is null ? _clients.Of(network) : null;
        if (caller.SentWrongKey && !TryTake(client!.WrongKeys, _wrongKeys, now, out wait))
        {
            return Problem.TooManyWrongKeys;
        }

        // A valid key is never refused for what others do from the same address.
        var (bucket, rate) = caller.Key is { } key ? (key.Requests, _key) : forApi ? (client!.Api, _api) : (client!.Page, _page);
        return !_holds || TryTake(bucket, rate, now, out wait) ? null : Problem.TooManyRequests;
    }

    private bool TryTake(TokenBucket bucket, Rate rate, long now, out TimeSpan wait)
    {
        var taken = bucket.TryTake(rate, now, out var ticks);
        wait = time.GetElapsedTime(now, now + ticks);
        return taken;
    }
}
