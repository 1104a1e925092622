using System.Net.Http.Json;
using System.Text.Json;

namespace Orders.Tests.Integration.QueryApi;

internal static class AssertProblem
{
    /// <param name="type">The end of the problem's type.</param>
    /// <param name="detail">Part of the detail.</param>
    public static async Task IsAsync(
        QueryApiRig rig, string path, int status, string type, string method = "GET", HttpContent? body = null, string detail = "", string? retryAfter = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body };
        using var response = await rig.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(retryAfter, response.Headers.RetryAfter?.ToString());
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal($"urn:orders:problem:{type}", problem.GetProperty("type").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
