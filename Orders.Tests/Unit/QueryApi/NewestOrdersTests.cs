using System.Net;
using System.Net.Sockets;
using Npgsql;
using Orders.QueryApi.WarmingUp;

namespace Orders.Tests.Unit.QueryApi;

public sealed class NewestOrdersTests
{
    [Fact]
    public async Task A_stop_does_not_wait_for_a_database_that_is_silent()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var database = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={((IPEndPoint)silent.LocalEndpoint).Port};Username=a;Password=b;Timeout=20;GSS Encryption Mode=Disable");
        using var stop = new CancellationTokenSource();
        var page = new NewestOrders(database).ReadPageAsync(PageEnd.Start, _ => true, stop.Token);
        using var asked = await silent.AcceptTcpClientAsync();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => page.WaitAsync(TimeSpan.FromSeconds(10)));
    }
}
