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
        app.UseStatusCodePages(context => WriteAsync(context.HttpContext));
    }

    // What a client got wrong (a body over the limit, a broken chunk) carries its own status.
    private static int StatusOf(Exception exception) =>
        exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;

    // When the client has left, nobody is there to read it.
    private static Task WriteAsync(HttpContext context) =>
        context.RequestAborted.IsCancellationRequested ? Task.CompletedTask : Problem.Of(context.Response.StatusCode).WriteAsync(context);
}
