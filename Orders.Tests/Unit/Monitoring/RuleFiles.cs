using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Orders.Tests.Unit.Monitoring;

/// <summary>The alerts and their tests, as far as the tests about them ask.</summary>
internal static class RuleFiles
{
    private static readonly IDeserializer Yaml =
        new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).IgnoreUnmatchedProperties().Build();

    public static IReadOnlyList<Rule> Alerts { get; } =
        [.. Read<RuleFile>("rules").SelectMany(file => file.Groups).SelectMany(group => group.Rules).Where(rule => rule.Alert.Length > 0)];

    public static IReadOnlyList<AlertTest> Tests { get; } =
        [.. Read<TestFile>("tests").SelectMany(file => file.Tests).SelectMany(test => test.AlertRuleTest)];

    private static IEnumerable<T> Read<T>(string folder) => PromTool.Files(folder).Select(file => Yaml.Deserialize<T>(File.ReadAllText(file)));

    internal sealed record Rule
    {
        public string Alert { get; init; } = "";

        public Dictionary<string, string> Labels { get; init; } = [];

        public Dictionary<string, string> Annotations { get; init; } = [];
    }

    internal sealed record AlertTest
    {
        public string Alertname { get; init; } = "";

        public List<object> ExpAlerts { get; init; } = [];
    }

    private sealed record RuleFile
    {
        public List<Group> Groups { get; init; } = [];
    }

    private sealed record Group
    {
        public List<Rule> Rules { get; init; } = [];
    }

    private sealed record TestFile
    {
        public List<TestCase> Tests { get; init; } = [];
    }

    private sealed record TestCase
    {
        public List<AlertTest> AlertRuleTest { get; init; } = [];
    }
}
