using System.Reflection;

using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("Orders.Tests.Servers.TestRun", "Orders.Tests")]

namespace Orders.Tests.Servers;

/// <summary>xunit 2 has no fixture for a whole run: this stops what all tests share, after the last test and before the process may be ended.</summary>
public sealed class TestRun(IMessageSink messages) : XunitTestFramework(messages)
{
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName assembly, ISourceInformationProvider sources, IMessageSink diagnostics)
        : XunitTestFrameworkExecutor(assembly, sources, diagnostics)
    {
        protected override async void RunTestCases(
            IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions)
        {
            using var runner = new Runner(TestAssembly, testCases, DiagnosticMessageSink, executionMessageSink, executionOptions);
            await runner.RunAsync();
        }
    }

    private sealed class Runner(
        ITestAssembly assembly, IEnumerable<IXunitTestCase> cases, IMessageSink diagnostics, IMessageSink execution, ITestFrameworkExecutionOptions options)
        : XunitTestAssemblyRunner(assembly, cases, diagnostics, execution, options)
    {
        protected override async Task BeforeTestAssemblyFinishedAsync()
        {
            // An exception lands in the Aggregator's report, like any other clean-up failure of the assembly.
            await Aggregator.RunAsync(PostgresServer.StopSharedAsync);
            await base.BeforeTestAssemblyFinishedAsync();
        }
    }
}
