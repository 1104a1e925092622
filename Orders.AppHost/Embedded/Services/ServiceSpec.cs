using System.Runtime.InteropServices;

using Orders.AppHost.Embedded.Processes;

namespace Orders.AppHost.Embedded.Services;

/// <summary>One service process: what it is called, what it runs and where it listens.</summary>
internal sealed record ServiceSpec(string Name, string Project, string Address, IReadOnlyDictionary<string, string?> Environment)
{
    /// <summary>Where it speaks HTTP/2 with the gateway, if it does.</summary>
    public string? Http2Address { get; init; }

    // The dotnet of the runtime that this process runs on.
    private static readonly string DotNet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    private string Folder => Path.Combine(Repository.Root, Project);

    private string Assembly => Path.Combine(Folder, "bin", Repository.Configuration, Repository.TargetFramework, $"{Project}.dll");

    public ChildCommand ToCommand(Action<string> onLine) =>
        File.Exists(Assembly)
            ? new ChildCommand(DotNet, Assembly) { WorkingDirectory = Folder, Environment = Environment, OnLine = onLine }
            : throw new StartupException($"{Name} is not built ({Assembly} is missing): run 'dotnet build -c {Repository.Configuration}'.");
}
