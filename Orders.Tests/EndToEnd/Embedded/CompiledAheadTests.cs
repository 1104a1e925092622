using System.Reflection.PortableExecutable;
using Orders.AppHost.Embedded;

namespace Orders.Tests.EndToEnd.Embedded;

/// <summary>What eng/setup/ahead.sh leaves behind. That such services do their work is what all the other tests of processes show.</summary>
public sealed class CompiledAheadTests
{
    [CompiledAheadTheory]
    [InlineData("Orders.Gateway", "Yarp.ReverseProxy")]
    [InlineData("Orders.Ingestor", "Npgsql")]
    [InlineData("Orders.QueryApi", "Confluent.Kafka")]
    [InlineData("Orders.Producer", "Bogus")]
    public void A_service_and_the_libraries_beside_it_hold_machine_code(string service, string library)
    {
        var folder = Path.Combine(Repository.Root, service, "bin", Repository.Configuration, Repository.TargetFramework);
        Assert.True(HoldsMachineCode(Path.Combine(folder, $"{service}.dll")));
        Assert.True(HoldsMachineCode(Path.Combine(folder, $"{library}.dll")));
    }

    private static bool HoldsMachineCode(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        return file.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    private sealed class CompiledAheadTheoryAttribute : TheoryAttribute
    {
        public CompiledAheadTheoryAttribute() =>
            Skip = Directory.Exists(Path.Combine(Repository.Root, "artifacts", "ahead")) ? null : "This machine's package feed has no compiler for it.";
    }
}
