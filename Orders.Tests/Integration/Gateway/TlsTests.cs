using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orders.Tests.Integration.Gateway;

/// <summary>With a certificate of the test's own, as Kestrel's usual settings name it.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orders-tests-");
    private Backend _queryApi = null!;
    private string _thumbprint = "";

    private string CertificateFile => Path.Combine(_folder.FullName, "cert.pem");

    private string KeyFile => Path.Combine(_folder.FullName, "key.pem");

    public async Task InitializeAsync()
    {
        _queryApi = await Backend.StartAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=orders.test", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddHours(1));
        _thumbprint = certificate.Thumbprint;
        await File.WriteAllTextAsync(CertificateFile, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    public async Task DisposeAsync()
    {
        await _queryApi.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Over_TLS_browsers_are_told_to_come_no_other_way(string version)
    {
        await using var gateway = await StartAsync();
        using var client = Client();

        using var response = await SendAsync(client, gateway, "orders.test", version);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(new Version(version), response.Version);
        Assert.Equal("max-age=31536000", response.Headers.GetValues("Strict-Transport-Security").Single());
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task A_developers_localhost_is_not_told()
    {
        await using var gateway = await StartAsync();
        using var client = Client();

        using var response = await SendAsync(client, gateway, "localhost", "1.1");

        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Nor_is_anybody_who_came_in_the_clear()
    {
        await using var gateway = await RunningGateway.StartAsync([_queryApi]);
        using var response = await gateway.Public.GetAsync("/api/orders/abc", ("Host", "orders.test"), ("X-Forwarded-Proto", "https"));
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_its_word_counts()
    {
        await using var gateway = await RunningGateway.StartAsync([_queryApi], ("TrustedProxies", "127.0.0.1"));
        using var response = await gateway.Public.GetAsync(
            "/api/orders/abc", ("Host", "orders.test"), ("X-Forwarded-For", "203.0.113.1"), ("X-Forwarded-Proto", "https"));
        Assert.True(response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Where_TLS_is_required_who_says_no_name_is_led_nowhere()
    {
        await using var gateway = await RunningGateway.StartAsync([_queryApi], ("Https:Required", "true"));
        using var client = await RawClient.ConnectAsync(gateway);

        Assert.StartsWith("HTTP/1.1 403", await client.AskAsync("GET / HTTP/1.0\r\n\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/orders/abc?x=1", HttpStatusCode.PermanentRedirect)]
    [InlineData("/api/orders/abc", HttpStatusCode.Forbidden)]
    [InlineData("/health", HttpStatusCode.OK)]
    public async Task Where_TLS_is_required_people_are_led_to_it_and_programs_are_refused(string path, HttpStatusCode status)
    {
        await using var gateway = await RunningGateway.StartAsync([_queryApi], ("Https:Required", "true"));
        await gateway.UntilAsync("query-api", "Healthy");

        using var response = await gateway.Public.GetAsync(path, ("Host", "orders.test:8081"));

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.PermanentRedirect ? "https://orders.test/orders/abc?x=1" : null, response.Headers.Location?.OriginalString);
        Assert.Empty(_queryApi.Requests);
    }

    private Task<RunningGateway> StartAsync() => RunningGateway.StartAsync(
        [_queryApi],
        ("urls", "https://127.0.0.1:0"),
        ("Kestrel:Certificates:Default:Path", CertificateFile),
        ("Kestrel:Certificates:Default:KeyPath", KeyFile));

    private bool IsOurs(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate?.GetCertHashString() == _thumbprint;

    private HttpClient Client() => new(new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = IsOurs },
    });

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, RunningGateway gateway, string host, string version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"https://127.0.0.1:{gateway.Public.BaseAddress!.Port}/api/orders/abc"))
        {
            Version = new Version(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Headers = { Host = host },
        };
        return await client.SendAsync(request);
    }
}
