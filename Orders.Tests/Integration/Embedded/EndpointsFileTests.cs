using System.Text.Json;

using Orders.AppHost.Embedded.Reporting;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Embedded;

public sealed class EndpointsFileTests : IDisposable
{
    private static readonly Endpoints Some = new()
    {
        Gateway = "http://localhost:8081",
        GatewayManagement = "http://localhost:20000",
        QueryApis = ["http://127.0.0.1:20001"],
        Ingestors = ["http://127.0.0.1:20002"],
        Producer = null,
        Postgres = "Host=127.0.0.1;Database=orders",
        Kafka = "127.0.0.1:20003",
        Prometheus = null,
        Processes = new Dictionary<string, int> { ["ingestor-1"] = 7, ["query-api-1"] = 8 },
    };

    private readonly ScratchFolder _folder = new();

    private string Path => System.IO.Path.Combine(_folder.Path, ".run", "endpoints.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_says_where_everything_is_and_only_to_its_owner()
    {
        using var file = new EndpointsFile(Path);
        file.Write(Some);

        using var read = JsonDocument.Parse(File.ReadAllText(Path));
        var root = read.RootElement;
        Assert.Equal(
            ["gateway", "gatewayManagement", "queryApis", "ingestors", "producer", "postgres", "kafka", "processes"],
            root.EnumerateObject().Select(member => member.Name));
        Assert.Equal("http://127.0.0.1:20001", root.GetProperty("queryApis")[0].GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("producer").ValueKind);
        Assert.Equal(7, root.GetProperty("processes").GetProperty("ingestor-1").GetInt32());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        Assert.Single(Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(Path)!));
    }

    [Fact]
    public void It_is_gone_at_the_end_and_no_late_restart_brings_it_back()
    {
        var file = new EndpointsFile(Path);
        file.Update(() => Some);
        Assert.False(File.Exists(Path));

        file.Write(Some);
        file.Dispose();
        file.Update(() => Some);

        Assert.False(File.Exists(Path));
    }

    [Fact]
    public void What_a_killed_run_left_is_removed_but_not_the_file_of_a_living_one()
    {
        using var left = new EndpointsFile(Path);
        left.Write(Some with { Processes = new Dictionary<string, int> { ["gateway"] = int.MaxValue } });
        using var file = new EndpointsFile(Path);

        file.RemoveStale();
        Assert.False(File.Exists(Path));

        left.Write(Some with { Processes = new Dictionary<string, int> { ["gateway"] = Environment.ProcessId } });
        file.RemoveStale();
        Assert.True(File.Exists(Path));
    }

    [Fact]
    public void The_file_of_a_later_run_is_left_alone()
    {
        var earlier = new EndpointsFile(Path);
        earlier.Write(Some);
        using var later = new EndpointsFile(Path);
        later.Write(Some with { Gateway = "http://localhost:9000" });

        earlier.Dispose();

        Assert.Contains("9000", File.ReadAllText(Path), StringComparison.Ordinal);
    }
}
