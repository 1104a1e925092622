using System.Reflection;

namespace Orders.AppHost.Embedded;

/// <summary>Where this build came from. The embedded host runs from a checkout: servers and services are found in it.</summary>
internal static class Repository
{
    /// <summary>The folder of Orders.sln; the project file writes it into the assembly.</summary>
    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>Debug or Release: the services of the same build are started.</summary>
    public static string Configuration { get; } = Metadata("Configuration");

    public static string TargetFramework { get; } = Metadata("TargetFramework");

    /// <summary>librdkafka is not the package's but built in this checkout, with what <c>eng/native/librdkafka</c> changes in its in-memory broker.</summary>
    public static bool BuildsLibrdkafka { get; } = bool.Parse(Metadata("BuildsLibrdkafka"));

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
