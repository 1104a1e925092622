using System.Reflection;
using System.Text.RegularExpressions;
using Orders.AppHost.Embedded;

namespace Orders.Tests.Unit.Documents;

/// <summary>A test that a page names in backticks: a class, one of its tests, a folder of tests, or a file of the page's own.</summary>
/// <param name="Text">As it is written; … stands for the rest of a name, or, in front, for the class that was named before.</param>
/// <param name="Class">The class that an … in front stands for; null when there is none.</param>
internal sealed partial record NamedTest(string Page, int Line, string Text, string? Class)
{
    private static readonly ILookup<string, Type> Classes = typeof(NamedTest).Assembly.GetTypes()
        .Where(type => TestsOf(type).Any())
        .ToLookup(type => type.Name, StringComparer.Ordinal);

    public bool Exists => Text.EndsWith(".test.js", StringComparison.Ordinal)
        ? File.Exists(Path.Combine(Repository.Root, "frontend", "tests", Path.GetFileName(Text)))
        : Text.StartsWith('…')
            ? Class is not null && HasTest(Class, Text[1..])
            : PathOfTests().Match(Text) is { Success: true } path
                ? IsFolder(path.Groups["path"].Value) || IsClass(path.Groups["path"].Value)
                : Text.Split('.') is [var name, .. var test] && Classes.Contains(name) && (test.Length == 0 || HasTest(name, test[0]));

    public static IEnumerable<NamedTest> In(string page)
    {
        var number = 0;
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, page)))
        {
            number++;
            string? named = null;
            foreach (var text in Quoted().Matches(line).Select(match => match.Groups["text"].Value).Where(IsTest))
            {
                yield return new NamedTest(page, number, text, named);
                named = text.StartsWith('…') ? named : text.Split('.', '/').FirstOrDefault(part => part.EndsWith("Tests", StringComparison.Ordinal)) ?? named;
            }
        }
    }

    public override string ToString() => $"{Page}:{Line}: {Text}";

    private static bool IsTest(string text) => Test().IsMatch(text);

    private static bool IsFolder(string path)
    {
        var folder = $"Orders.Tests.{path.Replace('/', '.')}";
        return Classes.SelectMany(group => group).Any(type => type.Namespace == folder || type.Namespace!.StartsWith(folder + '.', StringComparison.Ordinal));
    }

    private static bool IsClass(string path) =>
        Classes[path.Split('/')[^1]].Any(type => $"{type.Namespace}.{type.Name}" == $"Orders.Tests.{path.Replace('/', '.')}");

    private static bool HasTest(string type, string name) => Classes[type].SelectMany(TestsOf).Any(test => name.EndsWith('…')
        ? test.Name.StartsWith(name[..^1], StringComparison.Ordinal)
        : test.Name == name);

    private static IEnumerable<MethodInfo> TestsOf(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(method => method.GetCustomAttribute<FactAttribute>() is not null);

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();

    [GeneratedRegex("^((Orders\\.Tests/)?(Unit|Integration|EndToEnd|Browser)(/\\w+)*|\\w+Tests(\\.\\w+…?)?|…[A-Z]\\w*_[a-z]\\w*…?|(frontend/tests/)?[\\w-]+\\.test\\.js)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Test();

    [GeneratedRegex("^(Orders\\.Tests/)?(?<path>(Unit|Integration|EndToEnd|Browser)(/\\w+)*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex PathOfTests();
}
