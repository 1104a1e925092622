namespace Orders.AppHost.Embedded.Processes;

internal static class Programs
{
    /// <summary>The full path of a program, looked up in PATH and where the system keeps its own tools; null when it is not there.</summary>
    public static string? Find(string name) => FindIn($"{SearchPath}:/usr/sbin:/usr/bin:/sbin:/bin", name);

    /// <summary>The full path of a program that PATH leads to; null when it does not.</summary>
    public static string? FindOnPath(string name) => FindIn(SearchPath, name);

    private static string SearchPath => Environment.GetEnvironmentVariable("PATH") ?? "";

    private static string? FindIn(string folders, string name) =>
        folders.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
