using Microsoft.Extensions.Options;
using Orders.Gateway.Admitting;
using Orders.Gateway.Answering;

namespace Orders.Gateway.Limiting;

/// <summary>A stream costs nothing per second and so passes every rate; what it holds is a place. Nobody may take all of them.</summary>
internal sealed class StreamLimiter(IOptions<RateOptions> options, IHostEnvironment environment)
{
    private readonly bool _holds = options.Value.RateLimits.Holds(environment);
    private readonly Shares<ClientNetwork> _ofClients = new();
    private readonly Shares<ApiKey> _ofKeys = new();

    public Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (!_holds)
        {
            return next(context);
        }

        return context.Caller().Key is { } key
            ? RunAsync(_ofKeys, key, options.Value.StreamsPerKey, context, next)
            : RunAsync(_ofClients, ClientNetwork.Of(context.Connection.RemoteIpAddress), options.Value.StreamsPerClient, context, next);
    }

    private static async Task RunAsync<THolder>(Shares<THolder> shares, THolder holder, int limit, HttpContext context, RequestDelegate next)
        where THolder : notnull
    {
        if (!shares.TryOpen(holder, limit))
        {
            await Problem.TooManyStreams.WriteAsync(context);
            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            shares.Close(holder);
        }
    }
}
