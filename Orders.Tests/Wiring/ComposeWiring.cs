using Orders.Tests.Unit.Containers;

namespace Orders.Tests.Wiring;

/// <summary>docker-compose.yml, as far as it says how the parts are wired.</summary>
internal static class ComposeWiring
{
    public const string Name = "compose";

    public static SystemDescription Describe(ComposeFile file) => new(
        Name,
        file.Services.ToDictionary(service => service.Key, service => Part(service.Value)),
        Topics.Of(file.Services["ingestor"].Environment.ToDictionary(pair => pair.Key, pair => (string?)ComposeFile.Resolve(pair.Value))));

    private static Part Part(ComposeService service) => new()
    {
        Image = service.BuildTarget is null ? service.Image : null,
        Environment = Keys(service.Environment.Where(pair => !IsSetting(pair.Key, pair.Value))),
        Settings = Keys(service.Environment.Where(pair => IsSetting(pair.Key, pair.Value))),
        // [address:]port of the host:port of the container
        Ports = service.Ports.Select(port => ComposeFile.Resolve(port).Split(':')[^2]).ToHashSet(),
        Mounts = service.Mounts.Select(Mount).ToHashSet(),
        DependsOn = service.Dependencies.Keys.ToHashSet(),
    };

    private static HashSet<string> Keys(IEnumerable<KeyValuePair<string, string>> environment) =>
        environment.Select(pair => Wiring.Part.Key(pair.Key)).ToHashSet();

    /// <summary>A container does not inherit what the user sets: compose has to pass each setting on by name, with its default.</summary>
    private static bool IsSetting(string key, string value) => value.StartsWith($"${{{key}:-", StringComparison.Ordinal) && value.EndsWith('}');

    private static string Mount(string volume) => volume.Split(':') switch
    {
        [['.', '/', .. var path], var target, ..] => $"{path}:{target}",
        [_, var target, ..] => $"volume:{target}",
        _ => throw new FormatException($"The volume '{volume}' has no target."),
    };
}
