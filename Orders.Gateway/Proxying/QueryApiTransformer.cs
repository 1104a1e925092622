using System.Text;
using Microsoft.Extensions.Primitives;
using Orders.Contracts;
using Orders.Gateway.Admitting;
using Orders.Gateway.Showing;
using Yarp.ReverseProxy.Forwarder;
using HeaderNames = Microsoft.Net.Http.Headers.HeaderNames;

namespace Orders.Gateway.Proxying;

/// <summary>
/// What of a request is passed on: the headers that the query API understands, and who may see what. Who asked, from where and with which
/// program stays here. An answer is passed on as it is.
/// </summary>
/// <remarks>YARP's own transforms would do; each request pays for their context, and for headers that nobody reads.</remarks>
internal sealed class QueryApiTransformer(Views views) : HttpTransformer
{
    private static readonly string[] Understood =
    [
        HeaderNames.IfNoneMatch, "Last-Event-ID", "Sec-Fetch-Site", HeaderNames.TraceParent, HeaderNames.TraceState, HeaderNames.Baggage,
    ];

    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        var headers = httpContext.Request.Headers;
        foreach (var name in Understood)
        {
            if (headers.TryGetValue(name, out var values) && CanBeSent(values))
            {
                proxyRequest.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        // A query API that was found by a name is asked under that name.
        proxyRequest.Headers.Host = httpContext.GetReverseProxyFeature().ProxiedDestination?.Model.Config.Host;
        proxyRequest.Headers.TryAddWithoutValidation(OrdersView.Header, views.Of(httpContext.Caller()));
        if (proxyRequest.Content is { } content)
        {
            if (CanBeSent(headers.ContentType))
            {
                content.Headers.TryAddWithoutValidation(HeaderNames.ContentType, (IEnumerable<string?>)headers.ContentType);
            }

            content.Headers.ContentLength = headers.ContentLength;
        }

        return ValueTask.CompletedTask;
    }

    // The server takes headers in UTF-8; the client sends ASCII only and fails with anything else, which looks as if the query API had failed. None of
    // these headers means anything then.
    private static bool CanBeSent(StringValues values)
    {
        foreach (var value in values)
        {
            if (!Ascii.IsValid(value))
            {
                return false;
            }
        }

        return true;
    }
}
