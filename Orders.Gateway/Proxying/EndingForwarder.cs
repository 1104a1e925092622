using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Orders.Gateway.Proxying;

/// <summary>YARP's forwarder, told of the <see cref="RequestEnd"/>: its pipeline knows of nothing but the client that may end a request.</summary>
internal sealed class EndingForwarder(IHttpForwarder forwarder) : IHttpForwarder
{
    public ValueTask<ForwarderError> SendAsync(
        HttpContext context, string destinationPrefix, HttpMessageInvoker httpClient, ForwarderRequestConfig requestConfig, HttpTransformer transformer) =>
        SendAsync(context, destinationPrefix, httpClient, requestConfig, transformer, context.Features.GetRequiredFeature<RequestEnd>().Token);

    public ValueTask<ForwarderError> SendAsync(
        HttpContext context,
        string destinationPrefix,
        HttpMessageInvoker httpClient,
        ForwarderRequestConfig requestConfig,
        HttpTransformer transformer,
        CancellationToken cancellationToken) =>
        forwarder.SendAsync(context, destinationPrefix, httpClient, requestConfig, transformer, cancellationToken);
}
