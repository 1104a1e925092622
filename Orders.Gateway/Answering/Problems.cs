using Orders.ServiceDefaults.HttpErrors;

namespace Orders.Gateway.Answering;

/// <summary>Every error that leaves without a body of its own leaves as RFC 9457 problem+json.</summary>
internal static class Problems
{
    public static void AddProblems(this WebApplicationBuilder builder) => ErrorAnswers.Use(builder, WriteAsync);

    public static void UseProblems(this IApplicationBuilder app) => app.UseStatusCodePages(context => WriteAsync(context.HttpContext));

    // When the client has left, nobody is there to read it.
    private static Task WriteAsync(HttpContext context) =>
        context.RequestAborted.IsCancellationRequested ? Task.CompletedTask : Problem.Of(context.Response.StatusCode).WriteAsync(context);
}
