using Microsoft.Extensions.ObjectPool;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Model;

namespace Orders.Gateway.Proxying;

/// <summary>
/// When a request ends at the latest, besides with its client: after <see cref="ProxyOptions.RequestTimeout"/>, whoever is asked meanwhile; an
/// event stream when the gateway stops, which would wait for it otherwise.
/// </summary>
/// <remarks>The framework's request timeouts would do, but make a source and a timer for each request, and wait for it in a method of their own.</remarks>
internal sealed class RequestEnds(IOptions<ProxyOptions> options, IHostApplicationLifetime lifetime)
{
    private readonly TimeSpan _timeout = options.Value.RequestTimeout;
    private readonly DefaultObjectPool<CancellationTokenSource> _sources = new(new Reset(), maximumRetained: 1024);

    /// <summary>Until it is disposed of, <see cref="HttpContext.RequestAborted"/> says that the request has to end.</summary>
    public End Watch(HttpContext context, IReverseProxyFeature proxy)
    {
        var isStream = proxy.IsPatient() && HttpMethods.IsGet(context.Request.Method);
        var source = _sources.Get();
        if (!isStream)
        {
            source.CancelAfter(_timeout);
        }

        return new End(context, source, _sources, isStream ? lifetime.ApplicationStopping : default);
    }

    internal readonly struct End : IDisposable
    {
        private readonly HttpContext _context;
        private readonly CancellationTokenSource _source;
        private readonly ObjectPool<CancellationTokenSource> _sources;
        private readonly CancellationToken _client;
        private readonly CancellationTokenRegistration _ofClient;
        private readonly CancellationTokenRegistration _ofGateway;

        public End(HttpContext context, CancellationTokenSource source, ObjectPool<CancellationTokenSource> sources, CancellationToken gateway)
        {
            (_context, _source, _sources, _client) = (context, source, sources, context.RequestAborted);
            _ofClient = _client.UnsafeRegister(Cancel, source);
            _ofGateway = gateway.UnsafeRegister(Cancel, source);
            context.RequestAborted = source.Token;
        }

        public void Dispose()
        {
            _context.RequestAborted = _client;
            // Both wait for a cancellation that is under way.
            _ofClient.Dispose();
            _ofGateway.Dispose();
            _sources.Return(_source);
        }

        private static void Cancel(object? source) => ((CancellationTokenSource)source!).Cancel();
    }

    private sealed class Reset : PooledObjectPolicy<CancellationTokenSource>
    {
        public override CancellationTokenSource Create() => new();

        public override bool Return(CancellationTokenSource obj)
        {
            if (obj.TryReset())
            {
                return true;
            }

            obj.Dispose();
            return false;
        }
    }
}
