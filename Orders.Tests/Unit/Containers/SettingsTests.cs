using System.Reflection;
using System.Text.RegularExpressions;
using Orders.AppHost.Embedded;
using Orders.Gateway.Guarding;
using Orders.Gateway.Limiting;
using Orders.Gateway.Operations;
using Orders.Gateway.Proxying;
using Orders.Ingestor;
using Orders.Producer;
using Orders.QueryApi.Caching;
using Orders.QueryApi.DeadLetters;
using Orders.QueryApi.Loading;
using Orders.QueryApi.Watching;
using Orders.ServiceDefaults;

namespace Orders.Tests.Unit.Containers;

/// <summary>Every setting that a service binds is in the README and in <c>.env.example</c>.</summary>
public sealed partial class SettingsTests
{
    private static readonly Dictionary<Type, string> Sections = new()
    {
        [typeof(CacheOptions)] = "Cache",
        [typeof(DeadLetterOptions)] = "DeadLetters",
        [typeof(HttpsOptions)] = "Https",
        [typeof(IngestorOptions)] = "Ingestor",
        [typeof(LimitOptions)] = "Limits",
        [typeof(LoadingOptions)] = "Loading",
        [typeof(OperationsOptions)] = "Operations",
        [typeof(PrivacyOptions)] = "Privacy",
        [typeof(ProducerOptions)] = "Producer",
        [typeof(ProxyOptions)] = "Proxy",
        [typeof(RateOptions)] = "Limits",
        [typeof(TopicOptions)] = "Topics",
        [typeof(WatchingOptions)] = "Events",
    };

    /// <summary>A producer that ends, or that always sends the same, is for the command line.</summary>
    private static readonly string[] NotForContainers = ["Producer__Seed", "Producer__Count"];

    [Fact]
    public void No_class_of_settings_is_forgotten_here() => Assert.Equal(
        new[] { typeof(CacheOptions), typeof(LimitOptions), typeof(IngestorOptions), typeof(ProducerOptions), typeof(TopicOptions) }
            .SelectMany(type => type.Assembly.GetTypes())
            .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type.IsClass && !type.IsNested)
            .OrderBy(type => type.FullName, StringComparer.Ordinal),
        Sections.Keys.OrderBy(type => type.FullName, StringComparer.Ordinal));

    [Fact]
    public void The_example_for_compose_has_them()
    {
        var example = File.ReadLines(Path.Combine(Repository.Root, ".env.example")).Select(line => line.Split('=')[0]).ToHashSet();
        Assert.Empty(All().Except(NotForContainers).Except(example));
    }

    [Fact]
    public void The_readme_has_them()
    {
        var documented = File.ReadLines(Path.Combine(Repository.Root, "README.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => InFull(line.Split('|')[1]))
            .ToHashSet();
        Assert.Empty(All().Except(documented));
    }

    private static IEnumerable<string> All() =>
        from section in Sections
        from property in section.Key.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.CanWrite
        select $"{section.Value}__{property.Name}";

    /// <summary>`A__Long`, `…Other` means A__Long and A__Other.</summary>
    private static IEnumerable<string> InFull(string cell)
    {
        var section = "";
        foreach (Match name in Code().Matches(cell))
        {
            var text = name.Groups[1].Value;
            if (text.StartsWith('…'))
            {
                yield return section + text[1..];
                continue;
            }

            section = text[..(text.IndexOf("__", StringComparison.Ordinal) is >= 0 and var end ? end + 2 : 0)];
            yield return text;
        }
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
