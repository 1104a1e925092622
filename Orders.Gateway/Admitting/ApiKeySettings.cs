using System.Globalization;
using System.Text.RegularExpressions;
using Orders.ServiceDefaults;

namespace Orders.Gateway.Admitting;

/// <summary>
/// Reads <c>Auth:ApiKeys</c>: hashes, each with an optional name before it (<c>laptop=sha256:…</c>), separated by commas or semicolons
/// or as a list with indices.
/// </summary>
internal static partial class ApiKeySettings
{
    private const string Section = "Auth:ApiKeys";

    /// <exception cref="ConfigurationException">
    /// One of them is no hash. The message says which by its number and never shows it: it may be a key that somebody took for its hash.
    /// </exception>
    public static ApiKeys Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var keys = section.GetChildren().Select(child => child.Value)
            .Prepend(section.Value)
            .SelectMany(Entries)
            .Select((entry, index) => Parse(entry, index + 1))
            .ToArray();
        RequireDistinct(keys);
        return new ApiKeys(keys);
    }

    private static IEnumerable<string> Entries(string? value) =>
        (value ?? "").Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static ApiKey Parse(string entry, int number)
    {
        var match = Entry().Match(entry);
        if (!match.Success || !ApiKeyText.TryReadHash(match.Groups["hash"].Value, out var hash))
        {
            throw new ConfigurationException(string.Create(CultureInfo.InvariantCulture,
                $"Auth__ApiKeys: entry {number} is not the hash of a key (not shown here). 'dotnet Orders.Gateway.dll new-key' makes a key with its hash, and 'hash-key' reads one from standard input: give the {ApiKeyText.HashPrefix}… that it prints, or name={ApiKeyText.HashPrefix}…."));
        }

        var name = match.Groups["name"] is { Success: true, Value: var given } ? given : string.Create(CultureInfo.InvariantCulture, $"key-{number}");
        return new ApiKey(name, hash);
    }

    private static void RequireDistinct(ApiKey[] keys)
    {
        if (keys.DistinctBy(key => key.Name).Count() < keys.Length)
        {
            throw new ConfigurationException("Auth__ApiKeys: two keys have the same name; the log could not tell them apart.");
        }

        if (keys.DistinctBy(key => Convert.ToHexString(key.Hash)).Count() < keys.Length)
        {
            throw new ConfigurationException("Auth__ApiKeys: the same key is there twice; taking one entry away would not revoke it.");
        }
    }

    [GeneratedRegex("^((?<name>[A-Za-z0-9._-]{1,32})=)?(?<hash>sha256:.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Entry();
}
