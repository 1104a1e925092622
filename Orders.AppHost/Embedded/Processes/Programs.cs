namespace Orders.AppHost.Embedded.Processes;

internal static class Programs
{
    /// <summary>The full path of a program, looked up in PATH and where the system keeps its own tools; null when it is not there.</summary>
    public static string? Find(string name) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/usr/bin:/sbin:/bin"
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
