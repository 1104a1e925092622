using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Model;

namespace Orders.Gateway.Proxying;

/// <summary>
/// When a request ends at the latest, besides with its client: after <see cref="ProxyOptions.RequestTimeout"/>, whoever is asked meanwhile; an
/// event stream when the gateway stops, which would wait for it otherwise.
/// </summary>
/// <remarks>
/// Requests that begin at about the same time end together, up to a <see cref="Moments"/>th of the timeout early: a source and a timer for each of them, as the
/// framework's request timeouts have, cost more than all the rest of what is decided here about a request.
/// </remarks>
internal sealed class RequestEnds
{
    private const int Moments = 64;

    private readonly long _timeout;
    private readonly RequestEnd _stop;
    private RequestEnd _current;

    public RequestEnds(IOptions<ProxyOptions> options, IHostApplicationLifetime lifetime)
    {
        _timeout = (long)options.Value.RequestTimeout.TotalMilliseconds;
        _stop = new RequestEnd(long.MaxValue, lifetime.ApplicationStopping);
        _current = new RequestEnd(long.MinValue, CancellationToken.None);
    }

    public RequestEnd Of(HttpContext context, IReverseProxyFeature proxy) =>
        proxy.IsPatient() && HttpMethods.IsGet(context.Request.Method) ? _stop : Current();

    private RequestEnd Current()
    {
        var now = Environment.TickCount64;
        var current = Volatile.Read(ref _current);
        if (now < current.Until)
        {
            return current;
        }

#pragma warning disable CA2000 // It ends by itself, with whoever still waits for something.
        var next = new RequestEnd(now + (_timeout / Moments), new CancellationTokenSource(TimeSpan.FromMilliseconds(_timeout)).Token);
#pragma warning restore CA2000
        Volatile.Write(ref _current, next);
        return next;
    }
}

/// <summary>The end of the requests that begin until then, in milliseconds of <see cref="Environment.TickCount64"/>. A request has it as a feature.</summary>
internal sealed record RequestEnd(long Until, CancellationToken Token);
