using Orders.AppHost.Embedded.CommandLine;

namespace Orders.Tests.Unit.Embedded;

public sealed class HostCommandLineTests
{
    [Fact]
    public void Without_arguments_everything_runs_once_on_8081()
    {
        var options = Parse().Options!;

        Assert.True(options.Producer);
        Assert.Equal((8081, 1, 1), (options.Port, options.QueryApis, options.Ingestors));
        Assert.EndsWith(".data", options.DataDirectory, StringComparison.Ordinal);
        Assert.EndsWith(Path.Combine(".run", "endpoints.json"), options.EndpointsFile, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_argument_is_taken()
    {
        var options = Parse("--embedded", "--no-producer", "--port", "9000", "--query-apis", "3", "--ingestors", "2", "--data", "/tmp/there").Options!;

        Assert.False(options.Producer);
        Assert.Equal((9000, 3, 2), (options.Port, options.QueryApis, options.Ingestors));
        Assert.Equal("/tmp/there", options.DataDirectory);
        Assert.Null(Parse("--ephemeral").Options!.DataDirectory);
        Assert.Equal(new Uri("http://store:4317"), Parse("--otlp", "http://store:4317").Options!.Otlp);
    }

    [Theory]
    [InlineData("--port", "http")]
    [InlineData("--port", "0")]
    [InlineData("--port", "65536")]
    [InlineData("--port", "")]
    [InlineData("--port")]
    [InlineData("--query-apis", "0")]
    [InlineData("--ingestors", "-1")]
    [InlineData("--ingestors", "17")]
    [InlineData("--data", "x", "--ephemeral")]
    [InlineData("--otlp")]
    [InlineData("--otlp", "localhost:4317")]
    [InlineData("--otlp", "store")]
    [InlineData("--otlp", "ftp://store")]
    [InlineData("--prot", "8081")]
    [InlineData("8081")]
    public void A_wrong_argument_is_one_clear_line_and_exit_code_1(params string[] arguments)
    {
        var (options, exitCode, output, errors) = Parse(arguments);

        Assert.Null(options);
        Assert.Equal(1, exitCode);
        Assert.Equal("", output);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Help_lists_every_option_and_runs_nothing()
    {
        var (options, exitCode, output, errors) = Parse("--help");

        Assert.Null(options);
        Assert.Equal(0, exitCode);
        Assert.Equal("", errors);
        Assert.All(
            ["--no-producer", "--port", "--query-apis", "--ingestors", "--data", "--ephemeral", "--otlp"],
            option => Assert.Contains(option, output, StringComparison.Ordinal));
    }

    private static (HostOptions? Options, int ExitCode, string Output, string Errors) Parse(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var (options, exitCode) = HostCommandLine.Parse(arguments, output, errors);
        return (options, exitCode, output.ToString(), errors.ToString());
    }
}
