using Orders.AppHost.Embedded.CommandLine;
using Orders.AppHost.Embedded.Prometheus;
using Orders.AppHost.Embedded.Services;
using Orders.Tests.Servers;

namespace Orders.Tests.Unit.Monitoring;

public sealed class RuleTests
{
    [Fact]
    public async Task Prometheus_accepts_the_configuration_with_the_targets_of_a_run()
    {
        using var folder = new ScratchFolder();
        var port = 20_000;
        var plan = new ServicePlan(new HostOptions { QueryApis = 2 }, new ServerAddresses("", "", KafkaIsEmbedded: true), () => port++);
        new PrometheusFolder(folder.Path).Prepare(PrometheusTargets.Of(plan, port));

        await AssertSilentAsync("check", "config", folder.Child("prometheus.yml"));
    }

    [Fact]
    public async Task Prometheus_accepts_the_configuration_with_the_targets_of_containers()
    {
        foreach (var targets in Directory.GetDirectories(Path.Combine(PromTool.Folder, "targets")))
        {
            using var folder = new ScratchFolder();
            new PrometheusFolder(folder.Path).Prepare([]);
            Directory.Delete(folder.Child("targets"), recursive: true);
            Directory.CreateDirectory(folder.Child("targets"));
            foreach (var file in Directory.GetFiles(targets))
            {
                File.Copy(file, folder.Child(Path.Combine("targets", Path.GetFileName(file))));
            }

            await AssertSilentAsync("check", "config", folder.Child("prometheus.yml"));
        }
    }

    [Fact]
    public async Task Each_alert_fires_when_it_should_and_only_then()
    {
        var (exitCode, output) = await PromTool.RunAsync("", ["test", "rules", .. PromTool.Files("tests")]);

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void Each_alert_has_a_test_in_which_it_fires_and_one_in_which_it_does_not()
    {
        var alerts = RuleFiles.Alerts.Select(alert => alert.Alert).Order().ToArray();

        Assert.NotEmpty(alerts);
        Assert.Equal(alerts, RuleFiles.Tests.Where(test => test.ExpAlerts.Count > 0).Select(test => test.Alertname).Distinct().Order());
        Assert.Equal(alerts, RuleFiles.Tests.Where(test => test.ExpAlerts.Count == 0).Select(test => test.Alertname).Distinct().Order());
    }

    [Fact]
    public void Each_alert_says_how_urgent_it_is_what_happens_and_what_to_do() => Assert.All(RuleFiles.Alerts, alert =>
    {
        Assert.Contains(alert.Labels["severity"], (string[])["page", "ticket"]);
        Assert.NotEmpty(alert.Annotations["summary"]);
        Assert.True(alert.Annotations["description"].Length > 80, $"{alert.Alert} says too little.");
    });

    [Fact]
    public void The_page_about_metrics_lists_the_alerts() =>
        Assert.Equal(RuleFiles.Alerts.Select(alert => $"{alert.Alert} {alert.Labels["severity"]}").Order(), MetricsPage.Alerts().Order());

    private static async Task AssertSilentAsync(params string[] arguments)
    {
        var (exitCode, output) = await PromTool.RunAsync("", arguments);
        Assert.True(exitCode == 0 && !output.Contains("WARNING", StringComparison.Ordinal), output);
    }
}
