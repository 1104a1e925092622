using Yarp.ReverseProxy.Forwarder;

namespace Orders.Gateway.Proxying;

internal static class ProxyFailure
{
    /// <summary>What YARP says went wrong with the request, or null; with the fault put where it lies.</summary>
    /// <remarks>
    /// Over HTTP/2 a query API that breaks off cancels the copying of the request's body. Where that waits for the client just then,
    /// YARP takes the cancelled read for the client's failure and answers 400. A client that failed leaves another exception,
    /// one that went away is told apart before that, and one that was too slow gets 408.
    /// </remarks>
    public static ForwarderError? GetProxyFailure(this HttpContext context) => context.GetForwarderErrorFeature() switch
    {
        null => null,
        { Error: ForwarderError.RequestBodyClient, Exception: AggregateException { InnerExceptions: [OperationCanceledException, ..] } }
            when context.Response.StatusCode != StatusCodes.Status408RequestTimeout => ForwarderError.RequestBodyDestination,
        var feature => feature.Error,
    };
}
