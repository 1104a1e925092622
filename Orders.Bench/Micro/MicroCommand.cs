using System.CommandLine;

using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

using Orders.AppHost.Embedded;

namespace Orders.Bench.Micro;

/// <summary>./bench micro: single operations, by BenchmarkDotNet. Arguments behind -- are its own, such as <c>-- --filter *Cache*</c>.</summary>
internal static class MicroCommand
{
    public static Command Create()
    {
        var rest = new Argument<string[]>("arguments") { Description = "For BenchmarkDotNet, behind --", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("micro", "Measures decoding, validation, the cache and header encoding by themselves.") { rest };
        command.SetAction(arguments => Run(arguments.GetValue(rest) ?? []));
        return command;
    }

    // In this process: a project that is generated beside the others would be built by other rules than theirs.
    private static int Run(string[] arguments)
    {
        var config = DefaultConfig.Instance
            .AddJob(Job.MediumRun.WithToolchain(InProcessEmitToolchain.Instance))
            .WithArtifactsPath(Path.Combine(Repository.Root, "artifacts", "bench", "micro"));
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run(arguments.Length > 0 ? arguments : ["--filter", "*"], config).ToList();
        return summaries.Count > 0 && summaries.TrueForAll(summary => summary.Reports.Length > 0 && !summary.HasCriticalValidationErrors) ? 0 : 1;
    }
}
