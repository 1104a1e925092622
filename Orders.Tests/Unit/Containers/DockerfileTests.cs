using System.Text.RegularExpressions;
using System.Xml.Linq;
using Orders.AppHost.Embedded;

namespace Orders.Tests.Unit.Containers;

public sealed class DockerfileTests
{
    private static readonly Dockerfile File = Dockerfile.Ours;

    /// <summary>The folders of the services: every web project that is not there for tests.</summary>
    private static readonly string[] Services = [.. Directory.EnumerateFiles(Repository.Root, "Orders.*.csproj", SearchOption.AllDirectories)
        .Where(project => System.IO.File.ReadAllText(project).Contains("Microsoft.NET.Sdk.Web", StringComparison.Ordinal))
        .Select(project => Path.GetFileNameWithoutExtension(project))
        .Order(StringComparer.Ordinal)];

    public static TheoryData<string> Targets => [.. ComposeFile.Ours.OwnServices.Select(service => service.BuildTarget!)];

    [Fact]
    public void Every_base_is_pinned_or_a_stage_before_it()
    {
        var known = new HashSet<string>();
        foreach (var stage in File.Stages)
        {
            Assert.True(known.Contains(stage.Base) || Regex.IsMatch(stage.Base, @":\d+\.\d+[\w.-]*$"), stage.Base);
            known.Add(stage.Name);
        }
    }

    [Fact]
    public void There_is_an_image_for_every_service()
    {
        Assert.Equal(["Orders.Gateway", "Orders.Ingestor", "Orders.Producer", "Orders.QueryApi"], Services);
        Assert.Equal(Services, ComposeFile.Ours.OwnServices.Select(service => Assembly(service.BuildTarget!)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void An_image_runs_one_service_without_rights_and_asks_the_same_for_its_health(string target)
    {
        var stage = File.Stage(target);
        Assert.Equal("service", stage.Base);
        Assert.Equal("$APP_UID", File.Stage("service").Last("USER"));
        Assert.Null(stage.Last("USER"));
        Assert.Equal($"""["dotnet", "{Assembly(target)}.dll"]""", stage.EntryPoint);
        Assert.EndsWith($"""CMD ["dotnet", "{Assembly(target)}.dll", "--health-check"]""", stage.HealthCheck, StringComparison.Ordinal);
        Assert.Contains(("COPY", $"--from=build /app/{Assembly(target)["Orders.".Length..]}/ ./"), stage.Instructions);
    }

    [Fact]
    public void Nothing_is_downloaded_past_the_package_managers_and_no_secret_is_asked_for() =>
        Assert.DoesNotContain(File.Instructions, line => Regex.IsMatch(line.Arguments, @"\b(curl|wget)\b|PASSWORD|SECRET|TOKEN", RegexOptions.IgnoreCase) || line.Instruction == "ADD");

    [Fact]
    public void What_is_copied_is_there_and_part_of_the_build_context() => Assert.All(File.Sources, source =>
    {
        Assert.True(Path.Exists(Path.Combine(Repository.Root, source)), source);
        Assert.True(BuildContext.Ours.Holds(source.TrimEnd('/')), $".dockerignore leaves out {source}");
    });

    [Fact]
    public void The_build_context_holds_nothing_else() =>
        Assert.All(BuildContext.Ours.Included, path => Assert.Contains(File.Sources, source => (path + "/").StartsWith(source, StringComparison.Ordinal)));

    [Fact]
    public void Every_project_that_a_service_is_made_of_is_copied_and_its_packages_are_restored_before_the_code_comes()
    {
        var sources = File.Sources.ToList();
        Assert.All(Services.SelectMany(Closure).Distinct(), project =>
        {
            var packages = sources.IndexOf($"{project}/{project}.csproj");
            Assert.InRange(packages, 0, sources.Count);
            Assert.InRange(sources.IndexOf($"{project}/"), packages + 1, sources.Count);
        });
    }

    private static string Assembly(string target) => Regex.Match(File.Stage(target).EntryPoint!, @"(Orders\.\w+)\.dll").Groups[1].Value;

    private static IEnumerable<string> Closure(string project) =>
        XDocument.Load(Path.Combine(Repository.Root, project, $"{project}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .SelectMany(Closure)
            .Prepend(project);
}
