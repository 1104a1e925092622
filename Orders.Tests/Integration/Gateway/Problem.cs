using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Orders.Tests.Integration.Gateway;

internal static class Problem
{
    public static Task AssertAsync(HttpStatusCode status, HttpResponseMessage response) => AssertAsync(status, null, response);

    /// <param name="slug">The end of its type; null for any.</param>
    public static async Task AssertAsync(HttpStatusCode status, string? slug, HttpResponseMessage response)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.StartsWith("urn:orders:problem:" + slug, problem.GetProperty("type").GetString(), StringComparison.Ordinal);
    }
}
