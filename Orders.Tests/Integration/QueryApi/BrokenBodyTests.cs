using System.Net;
using Orders.Tests.Integration.Gateway;

namespace Orders.Tests.Integration.QueryApi;

/// <summary>Bodies that end in the middle, or that have no end.</summary>
public sealed class BrokenBodyTests
{
    [Theory]
    [InlineData("/api/dead-letters/replay", "ffffffffffffffff\r\n")]
    [InlineData("/api/dead-letters/0/0/replay?dry_run=true", "ffffffffffffffff\r\n")]
    [InlineData("/api/dead-letters/0/0/replay?dry_run=true", "g\r\n")]
    [InlineData("/api/dead-letters/0/0/replay", "5\r\nhello!\r\n0\r\n\r\n")]
    public async Task Are_the_clients_fault(string path, string chunks)
    {
        await using var rig = await QueryApiRig.StartAsync();
        using var client = await RawClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, rig.Client.BaseAddress!.Port));

        var answer = await client.AskAsync($"POST {path} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{chunks}");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        Assert.Contains("urn:orders:problem:bad-request", answer, StringComparison.Ordinal);
    }
}
