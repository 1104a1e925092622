namespace Orders.AppHost.Embedded.Reporting;

/// <summary>The console, shared by everything that runs: each line says who wrote it.</summary>
internal sealed class Output(TextWriter writer, bool colours)
{
    private const string Reset = "\e[0m";
    private static readonly string[] Palette = ["\e[36m", "\e[33m", "\e[32m", "\e[35m", "\e[34m", "\e[96m", "\e[93m", "\e[92m"];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _colours = [];

    /// <summary>Colours only for a person, and only if that person has not said no (https://no-color.org).</summary>
    public static Output ToConsole() =>
        new(Console.Out, !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    /// <summary>A line of ours.</summary>
    public void Say(string line)
    {
        lock (_lock)
        {
            writer.WriteLine(line);
        }
    }

    /// <summary>A line that a child wrote.</summary>
    public void Forward(string name, string line)
    {
        lock (_lock)
        {
            writer.WriteLine($"{Prefix(name)} {line}");
        }
    }

    private string Prefix(string name)
    {
        var text = $"{name,-11} |";
        if (!colours)
        {
            return text;
        }

        if (!_colours.TryGetValue(name, out var colour))
        {
            _colours[name] = colour = Palette[_colours.Count % Palette.Length];
        }

        return $"{colour}{text}{Reset}";
    }
}
