using System.Net;
using System.Net.Sockets;
using System.Text.Json;

using Orders.AppHost.Embedded.Processes;
using Orders.Tests.EndToEnd.Embedded;
using Orders.Tests.Servers;

namespace Orders.Tests.EndToEnd.Monitoring;

/// <summary>Whatever befalls Prometheus, the system goes on and stops in time.</summary>
public sealed class PrometheusFaultTests
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task It_comes_back_elsewhere_when_its_port_is_taken_and_a_frozen_one_does_not_hold_up_the_stop()
    {
        await using var run = await HostRun.StartAsync("--no-producer");
        var before = run.ProcessIds()["prometheus"];
        var address = new Uri(run.Endpoints().GetProperty("prometheus").GetString()!);

        using var taken = await TakePortAsync(run, address.Port);
        await Eventually.BecomesTrueAsync(() => run.ProcessIds()["prometheus"] != before && Prometheus(run) is { } now && new Uri(now).Port != address.Port);
        await Eventually.BecomesTrueAsync(() => IsReadyAsync(Prometheus(run)!));
        Assert.True((await Http.GetAsync(new Uri(run.Page, "health"))).IsSuccessStatusCode);

        var frozen = run.ProcessIds()["prometheus"];
        Freeze(frozen);
        var (exitCode, took) = await run.StopAsync();

        Assert.Equal(0, exitCode);
        Assert.True(took < TimeSpan.FromSeconds(10), $"It took {took}.");
        Assert.False(Unix.IsRunning(frozen));
    }

    [Fact]
    public async Task Without_it_a_line_says_how_to_get_it()
    {
        using var folder = new ScratchFolder();
        File.CreateSymbolicLink(folder.Child("dotnet"), Programs.FindOnPath("dotnet")!);
        await using var run = await HostRun.StartAsync(folder, new() { ["PATH"] = folder.Path }, "--no-producer");

        Assert.Equal(JsonValueKind.Null, run.Endpoints().GetProperty("prometheus").ValueKind);
        Assert.DoesNotContain("prometheus", run.ProcessIds().Keys);
        Assert.Single(run.AllLines, line => line.StartsWith("No prometheus on the PATH:", StringComparison.Ordinal));
        await run.StopAsync();
    }

    private static string? Prometheus(HostRun run) => run.Endpoints().GetProperty("prometheus").GetString();

    /// <summary>Kills it and listens where it listened; whoever is started there first wins, so again until it is us.</summary>
    private static async Task<TcpListener> TakePortAsync(HostRun run, int port)
    {
        TcpListener? listener = null;
        await Eventually.BecomesTrueAsync(() =>
        {
            Unix.Send(run.ProcessIds()["prometheus"], Signal.Kill);
            listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return true;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                listener.Dispose();
                return false;
            }
        });
        return listener!;
    }

    private static async Task<bool> IsReadyAsync(string address)
    {
        try
        {
            return (await Http.GetAsync(new Uri($"{address}/-/ready"))).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // SIGSTOP has different numbers on Linux and macOS.
    private static void Freeze(int processId)
    {
        using var kill = System.Diagnostics.Process.Start("kill", ["-STOP", processId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
