using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Orders.Gateway.Answering;

/// <summary>Every error that leaves without a body of its own leaves as RFC 9457 problem+json.</summary>
internal static class Problems
{
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = Write,
            StatusCodeSelector = StatusOf,
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
        });
        app.UseStatusCodePages(context => Write(context.HttpContext));
    }

    // What a client got wrong (a body over the limit, a broken chunk) carries its own status.
    private static int StatusOf(Exception exception) =>
        exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;

    private static Task Write(HttpContext context)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to read it.
            return Task.CompletedTask;
        }

        var status = context.Response.StatusCode;
        var problem = new ProblemDetails { Status = status, Detail = Detail(status) };
        if (Activity.Current is { } activity)
        {
            problem.Extensions["traceId"] = activity.TraceId.ToHexString();
        }

        return TypedResults.Problem(problem).ExecuteAsync(context);
    }

    private static string? Detail(int status) => status switch
    {
        StatusCodes.Status404NotFound => "Nothing is served at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take this method; Allow lists those that it takes.",
        StatusCodes.Status413PayloadTooLarge => "The request body is larger than the gateway takes.",
        StatusCodes.Status503ServiceUnavailable => "The service cannot answer right now. Try again after the seconds that Retry-After gives.",
        _ => null,
    };
}
