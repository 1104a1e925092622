namespace Orders.QueryApi.Answering;

/// <summary>What no endpoint has answered leaves as a problem too: a body that breaks off is the client's fault, everything else is ours.</summary>
internal static class UnhandledProblems
{
    public static void UseProblems(this WebApplication app) => app.UseExceptionHandler(new ExceptionHandlerOptions
    {
        ExceptionHandler = static context => Problems.Of(context.Response.StatusCode).WriteAsync(context),
        StatusCodeSelector = static exception => exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        SuppressDiagnosticsCallback = static context => context.Exception is BadHttpRequestException,
    });
}
