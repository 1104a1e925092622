using System.Diagnostics;

namespace Orders.Tests.Integration.Producer;

/// <summary>The producer as its own process, as people run it.</summary>
internal sealed class ProducerProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    public ProducerProcess(string? bootstrapServers, string arguments, params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", $"\"{Path.Combine(AppContext.BaseDirectory, "Orders.Producer.dll")}\" {arguments}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        start.Environment["ConnectionStrings__kafka"] = bootstrapServers;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    public bool HasExited => _process.HasExited;

    /// <summary>As Ctrl+C or docker stop would.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", $"-TERM {_process.Id}");
        kill.WaitForExit();
    }

    public async Task<(int ExitCode, string Output, string Errors)> WaitForExitAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(deadline.Token);
        return (_process.ExitCode, await _output, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
