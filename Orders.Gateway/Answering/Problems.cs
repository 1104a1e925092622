using Yarp.ReverseProxy.Model;

namespace Orders.Gateway.Answering;

/// <summary>Every error that leaves without a body of its own leaves as RFC 9457 problem+json.</summary>
internal static class Problems
{
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = WriteAsync,
            StatusCodeSelector = StatusOf,
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
        });

        // The proxy sees to its own errors: a request that is passed on need not wait here as well.
        app.UseWhen(context => !IsPassedOn(context), other => other.UseStatusCodePages(context => WriteAsync(context.HttpContext)));
    }

    private static bool IsPassedOn(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>() is not null;

    // What a client got wrong (a body over the limit, a broken chunk) carries its own status.
    private static int StatusOf(Exception exception) =>
        exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;

    // When the client has left, nobody is there to read it.
    private static Task WriteAsync(HttpContext context) =>
        context.RequestAborted.IsCancellationRequested ? Task.CompletedTask : Problem.Of(context.Response.StatusCode).WriteAsync(context);
}
