using System.Text.RegularExpressions;

using Orders.AppHost.Embedded;

using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Orders.Tests.Wiring;

/// <summary>docker-compose.yml, as far as it says how the parts are wired.</summary>
internal static partial class ComposeFile
{
    public const string Name = "compose";

    public static SystemDescription Describe() => Describe(File.ReadAllText(Path.Combine(Repository.Root, "docker-compose.yml")));

    public static SystemDescription Describe(string yaml)
    {
        var file = new DeserializerBuilder()
            .WithNamingConvention(UnderscoredNamingConvention.Instance)
            .IgnoreUnmatchedProperties()
            .Build()
            .Deserialize<Document>(new MergingParser(new Parser(new StringReader(yaml))));
        return new SystemDescription(
            Name,
            file.Services.ToDictionary(service => service.Key, service => Part(service.Value)),
            Topics.Of(file.Services["ingestor"].Environment.ToDictionary(pair => pair.Key, pair => (string?)Interpolated(pair.Value ?? ""))));
    }

    private static Part Part(Service service) => new()
    {
        Image = service.Build is null ? service.Image : null,
        Environment = Keys(service.Environment.Where(pair => !IsSetting(pair.Key, pair.Value))),
        Settings = Keys(service.Environment.Where(pair => IsSetting(pair.Key, pair.Value))),
        // [address:]port of the host:port of the container
        Ports = service.Ports.Select(port => Interpolated(port).Split(':')[^2]).ToHashSet(),
        Mounts = service.Volumes.Select(Mount).ToHashSet(),
        DependsOn = service.DependsOn.Keys.ToHashSet(),
    };

    private static HashSet<string> Keys(IEnumerable<KeyValuePair<string, string?>> environment) =>
        environment.Select(pair => Wiring.Part.Key(pair.Key)).ToHashSet();

    /// <summary>A container does not inherit what the user sets: compose has to pass each setting on by name, with its default.</summary>
    private static bool IsSetting(string key, string? value) =>
        value is not null && Variable.Match(value) is { Success: true } match && match.Value == value && match.Groups["name"].Value == key;

    private static string Mount(string volume) => volume.Split(':') switch
    {
        [['.', '/', .. var path], var target, ..] => $"{path}:{target}",
        [_, var target, ..] => $"volume:{target}",
        _ => throw new FormatException($"The volume '{volume}' has no target."),
    };

    private static string Interpolated(string value) => Variable.Replace(value, match => match.Groups["default"].Value);

    /// <summary>The only form of the file: a name and what stands for it when it is not set.</summary>
    [GeneratedRegex(@"\$\{(?<name>\w+):-(?<default>[^}]*)\}")]
    private static partial Regex Variable { get; }

    private sealed class Document
    {
        public Dictionary<string, Service> Services { get; init; } = [];
    }

    private sealed class Service
    {
        public string? Image { get; init; }

        public object? Build { get; init; }

        public Dictionary<string, string?> Environment { get; init; } = [];

        public List<string> Ports { get; init; } = [];

        public List<string> Volumes { get; init; } = [];

        public Dictionary<string, Dictionary<string, string>> DependsOn { get; init; } = [];
    }
}
