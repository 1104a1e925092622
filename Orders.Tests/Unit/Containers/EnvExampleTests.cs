using Orders.AppHost.Embedded;

namespace Orders.Tests.Unit.Containers;

public sealed class EnvExampleTests
{
    private static readonly ILookup<string, string?> Compose = ComposeFile.Ours.Variables.Distinct().ToLookup(variable => variable.Name, variable => variable.Default);

    private static readonly Dictionary<string, string> Example = File.ReadLines(Path.Combine(Repository.Root, ".env.example"))
        .Where(line => line.Length > 0 && !line.StartsWith('#'))
        .Select(line => line.Split('=', 2))
        .ToDictionary(parts => parts[0], parts => parts[1]);

    [Fact]
    public void Every_variable_has_one_default_so_that_compose_works_without_an_env_file() =>
        Assert.All(Compose, variable => Assert.NotNull(Assert.Single(variable)));

    [Fact]
    public void The_example_lists_every_variable_with_its_default_and_no_other() => Assert.Equal(
        Compose.Select(variable => (variable.Key, variable.First())).OrderBy(variable => variable.Key, StringComparer.Ordinal),
        Example.Select(variable => (variable.Key, (string?)variable.Value)).OrderBy(variable => variable.Key, StringComparer.Ordinal));

    [Fact]
    public void A_variable_that_is_a_setting_of_a_service_has_the_settings_name() => Assert.All(
        ComposeFile.Ours.OwnServices.SelectMany(service => service.Environment),
        setting =>
        {
            if (setting.Key.Contains("__", StringComparison.Ordinal) && setting.Value.StartsWith("${", StringComparison.Ordinal))
            {
                Assert.StartsWith("${" + setting.Key + ":-", setting.Value, StringComparison.Ordinal);
            }
        });
}
