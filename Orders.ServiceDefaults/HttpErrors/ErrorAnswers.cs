using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Orders.ServiceDefaults.HttpErrors;

/// <summary>
/// Has what a request's endpoint throws answered: what the client got wrong (a body over the limit, a broken chunk) with the status that the
/// exception carries and without a line in the log, everything else with 500.
/// </summary>
/// <remarks>
/// By the framework's handler of exceptions, which takes part in a request only once something was thrown: where it stands in the pipeline,
/// each request that waits for something waits there too.
/// </remarks>
public sealed class ErrorAnswers
{
    private readonly RequestDelegate _handler;

    private ErrorAnswers(RequestDelegate handler) => _handler = handler;

    /// <param name="write">Writes the answer that the status of the response stands for.</param>
    public static void Use(WebApplicationBuilder builder, RequestDelegate write) => builder.Services.AddExceptionHandler(options =>
    {
        options.ExceptionHandler = write;
        options.StatusCodeSelector = exception => exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
        options.SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException;
    });

    internal static ErrorAnswers Of(IApplicationBuilder app)
    {
        var handler = app.New();
        if (app.ApplicationServices.GetRequiredService<IOptions<ExceptionHandlerOptions>>().Value.ExceptionHandler is not null)
        {
            handler.UseExceptionHandler();
        }

        handler.Run(context => Task.FromException(context.Features.GetRequiredFeature<Thrown>().Exception));
        return new ErrorAnswers(handler.Build());
    }

    /// <summary>Throws the exception again if the service leaves errors to the server, or the answer has begun.</summary>
    internal async Task AnswerAsync(HttpContext context, Exception exception)
    {
        context.Features.Set(new Thrown(exception));
        await _handler(context);
    }

    private sealed record Thrown(Exception Exception);
}
