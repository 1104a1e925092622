using System.Globalization;
using System.Net;
using Orders.AppHost.Embedded.Processes;

namespace Orders.Tests.Integration.QueryApi;

public sealed class Http2ListenerTests
{
    [Fact]
    public async Task An_order_is_answered_over_either_version_each_on_its_port()
    {
        await using var rig = await QueryApiRig.CreateAsync();
        await rig.MigrateAsync();
        var port = LoopbackPort.Next();
        await rig.StartServiceAsync("--Http2:Port", port.ToString(CultureInfo.InvariantCulture));
        await rig.IsReadyAsync();
        await rig.CommitAsync("abc", 3);
        using var http2 = new HttpClient
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}"),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var answer = await http2.GetAsync(new Uri("/api/orders/abc", UriKind.Relative));

        Assert.Equal(HttpVersion.Version20, answer.Version);
        Assert.Equal("\"3\"", answer.Headers.ETag?.Tag);
        Assert.Equal((await rig.GetAsync("abc")).Body, await answer.Content.ReadAsStringAsync());
    }
}
