using Orders.Gateway.Admitting;

namespace Orders.Tests.Integration.Gateway;

/// <summary>Keys, and requests that carry them.</summary>
internal static class Keys
{
    public const string Header = "X-Api-Key";

    public static (string Key, string Setting) New(string name = "test")
    {
        var key = ApiKeyText.NewKey();
        return (key, $"{name}={ApiKeyText.HashOf(key)}");
    }

    public static async Task<HttpResponseMessage> SendAsync(this HttpClient client, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request);
    }

    public static Task<HttpResponseMessage> GetAsync(this HttpClient client, string path, params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Get, path, headers);
}
