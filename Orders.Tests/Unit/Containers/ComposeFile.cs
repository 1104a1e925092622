using System.Text.RegularExpressions;
using Orders.AppHost.Embedded;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Orders.Tests.Unit.Containers;

/// <summary>docker-compose.yml as it stands, anchors and merge keys resolved, variables not.</summary>
internal sealed partial class ComposeFile
{
    private readonly Dictionary<object, object> _root;

    private ComposeFile(string text)
    {
        Text = text;
        _root = new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(new StringReader(text))));
        Services = ((Dictionary<object, object>)_root["services"])
            .Select(service => new ComposeService((string)service.Key, (Dictionary<object, object>)service.Value))
            .ToDictionary(service => service.Name);
    }

    public static ComposeFile Ours { get; } = new(File.ReadAllText(Path.Combine(Repository.Root, "docker-compose.yml")));

    public static ComposeFile Parse(string text) => new(text);

    public string Text { get; }

    public string Name => (string)_root["name"];

    public IReadOnlyDictionary<string, ComposeService> Services { get; }

    /// <summary>Those built from the Dockerfile.</summary>
    public IEnumerable<ComposeService> OwnServices => Services.Values.Where(service => service.BuildTarget is not null);

    public IEnumerable<string> Volumes => ((Dictionary<object, object>)_root["volumes"]).Keys.Cast<string>();

    /// <summary>Each <c>${NAME:-default}</c>; the default is null where none is given.</summary>
    public IEnumerable<(string Name, string? Default)> Variables =>
        Variable().Matches(Text).Select(match => (match.Groups["name"].Value, match.Groups["default"].Success ? match.Groups["default"].Value : null));

    /// <summary>A value with its variables replaced by their defaults.</summary>
    public static string Resolve(string value) => Variable().Replace(value, match => match.Groups["default"].Value);

    [GeneratedRegex(@"\$\{(?<name>\w+)(:-(?<default>[^}]*))?\}")]
    private static partial Regex Variable();
}
