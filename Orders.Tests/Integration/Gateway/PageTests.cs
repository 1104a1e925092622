using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Orders.Tests.Integration.Gateway;

public sealed class PageTests : IAsyncLifetime
{
    private Backend _queryApi = null!;
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _queryApi = await Backend.StartAsync(context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.Body.WriteAsync(new byte[10_000]).AsTask();
        });
        _gateway = await RunningGateway.StartAsync([_queryApi]);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _queryApi.DisposeAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/orders/b563feb7b2b84b6test")]
    [InlineData("/orders/unknown%20order")]
    [InlineData("/operators/orders")]
    [InlineData("/operators/dead-letters?reason=db_save_error")]
    [InlineData("/operators/operations")]
    [InlineData("/operators/sign-in")]
    public async Task The_page_has_a_link_for_every_view(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path);

        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("id=\"page\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(_queryApi.Requests);
    }

    [Theory]
    [InlineData("/app.js", "text/javascript")]
    [InlineData("/css/base.css", "text/css")]
    [InlineData("/favicon.svg", "image/svg+xml")]
    public async Task Its_files_are_asked_for_again_each_time_and_come_only_when_they_changed(string path, string type)
    {
        using var first = await SendAsync(HttpMethod.Get, path);
        Assert.Equal(type, first.Content.Headers.ContentType?.MediaType);
        Assert.True(first.Headers.CacheControl?.NoCache);

        using var second = await SendAsync(HttpMethod.Get, path, headers => headers.IfNoneMatch.Add(first.Headers.ETag!));

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
    }

    [Fact]
    public async Task Its_document_holds_the_styles_and_the_policy_allows_exactly_them()
    {
        using var response = await SendAsync(HttpMethod.Get, "/");
        var html = await response.Content.ReadAsStringAsync();

        var style = html.Split("<style>")[1].Split("</style>")[0];
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.Contains("--paper", style, StringComparison.Ordinal);
        Assert.Contains($"style-src 'self' 'sha256-{hash}';", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("stylesheet", html, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", string.Join(' ', response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Its_files_are_compressed(string encoding)
    {
        using var plain = await SendAsync(HttpMethod.Get, "/css/base.css");
        using var packed = await SendAsync(HttpMethod.Get, "/css/base.css", headers => headers.AcceptEncoding.Add(new(encoding)));

        Assert.Equal([encoding], packed.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", packed.Headers.Vary);
        await using var stream = await packed.Content.ReadAsStreamAsync();
        await using Stream unpacked = encoding == "br" ? new BrotliStream(stream, CompressionMode.Decompress) : new GZipStream(stream, CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);
        Assert.Equal(await plain.Content.ReadAsStringAsync(), await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task The_api_is_not_compressed()
    {
        using var response = await SendAsync(HttpMethod.Get, "/api/orders/abc", headers => headers.AcceptEncoding.Add(new("br")));

        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal(10_000, response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Head_gives_the_headers_alone()
    {
        using var response = await SendAsync(HttpMethod.Head, "/");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Content.Headers.ContentLength > 0);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, Action<HttpRequestHeaders>? prepare = null)
    {
        using var request = new HttpRequestMessage(method, path);
        prepare?.Invoke(request.Headers);
        return await _gateway.Public.SendAsync(request);
    }
}
