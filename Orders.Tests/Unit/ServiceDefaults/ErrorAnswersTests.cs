using System.Net;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

using Orders.ServiceDefaults.HttpErrors;

namespace Orders.Tests.Unit.ServiceDefaults;

public sealed class ErrorAnswersTests
{
    [Theory]
    [InlineData("/ours", 500)]
    [InlineData("/theirs", 413)]
    public async Task What_an_endpoint_throws_is_answered_and_counted_by_its_status(string path, int status)
    {
        await using var service = await StartAsync(builder => ErrorAnswers.Use(builder, context => context.Response.WriteAsync($"answer {context.Response.StatusCode}")));

        using var response = await service.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(((HttpStatusCode)status, $"answer {status}"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Contains($"http_requests_total{{handler=\"{path}\",status=\"{status}\"}} 1", await service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_writes_none_leaves_errors_to_the_server()
    {
        await using var service = await StartAsync(add: null);

        using var response = await service.Client.GetAsync(new Uri("/left", UriKind.Relative));

        Assert.Equal((HttpStatusCode.InternalServerError, ""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task An_answer_that_has_begun_breaks_off_and_nothing_is_added_to_it()
    {
        await using var service = await StartAsync(builder => ErrorAnswers.Use(builder, context => context.Response.WriteAsync("answer")));

        using var response = await service.Client.GetAsync(new Uri("/begun", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync());
    }

    private static Task<TestService> StartAsync(Action<WebApplicationBuilder>? add) => TestService.StartAsync(add, app =>
    {
        app.MapGet("/ours", string () => throw new InvalidOperationException("Ivan"));
        app.MapGet("/left", string () => throw new InvalidOperationException("Ivan"));
        app.MapGet("/theirs", string () => throw new BadHttpRequestException("too large", 413));
        app.MapGet("/begun", async (HttpContext context) =>
        {
            await context.Response.WriteAsync("begun");
            await context.Response.Body.FlushAsync();
            throw new InvalidOperationException("Ivan");
        });
    });
}
