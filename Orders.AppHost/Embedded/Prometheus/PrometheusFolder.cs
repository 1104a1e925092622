using System.Globalization;
using System.Text.Json;

using Orders.AppHost.Embedded.Processes;

namespace Orders.AppHost.Embedded.Prometheus;

/// <summary>
/// What a run's Prometheus reads and writes: the configuration of observability/prometheus as it stands, the targets of this run,
/// and <c>tsdb/</c>, which survives.
/// </summary>
internal sealed class PrometheusFolder(string path)
{
    private static readonly string Source = Path.Combine(Repository.Root, "observability", "prometheus");

    private string Configuration => Path.Combine(path, "prometheus.yml");

    public void Prepare(IReadOnlyList<TargetGroup> targets)
    {
        Replace("rules");
        Replace("targets");
        File.Copy(Path.Combine(Source, "prometheus.yml"), Configuration, overwrite: true);
        foreach (var rules in Directory.EnumerateFiles(Path.Combine(Source, "rules"), "*.yml"))
        {
            File.Copy(rules, Path.Combine(path, "rules", Path.GetFileName(rules)));
        }

        Write(targets);
    }

    /// <summary>Prometheus notices by itself.</summary>
    public void Write(IReadOnlyList<TargetGroup> targets)
    {
        // JSON is YAML too, and .yml is what the configuration looks for.
        var file = Path.Combine(path, "targets", "run.yml");
        var unfinished = $"{file}.new";
        File.WriteAllBytes(unfinished, JsonSerializer.SerializeToUtf8Bytes(targets, TargetsJson.Default.IReadOnlyListTargetGroup));
        File.Move(unfinished, file, overwrite: true);
    }

    public ChildCommand Command(string program, int port, Action<string> onLine) =>
        new ChildCommand(
            program,
            $"--config.file={Configuration}",
            $"--storage.tsdb.path={Path.Combine(path, "tsdb")}",
            "--storage.tsdb.retention.time=1d",
            "--storage.tsdb.retention.size=512MB",
            "--enable-feature=exemplar-storage",
            string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}"),
            "--log.level=warn")
        {
            WorkingDirectory = path,
            OnLine = onLine,
        }
        .OnParentDeath(Signal.Terminate);

    // What an earlier version of the configuration had must not stay.
    private void Replace(string folder)
    {
        var full = Path.Combine(path, folder);
        if (Directory.Exists(full))
        {
            Directory.Delete(full, recursive: true);
        }

        Directory.CreateDirectory(full);
    }
}
