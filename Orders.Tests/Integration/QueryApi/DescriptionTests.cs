using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using Orders.Contracts;
using Orders.QueryApi.Answering;

namespace Orders.Tests.Integration.QueryApi;

/// <summary>The description is written by hand: this holds it against what there is.</summary>
public sealed class DescriptionTests
{
    /// <summary>What the gateway answers itself, or every service does.</summary>
    private static readonly string[] OfTheGateway = ["/api/session", "/api/operations", "/health", "/alive"];

    [Fact]
    public async Task It_is_valid_openapi()
    {
        await using var rig = await QueryApiRig.StartAsync();
        var (document, diagnostic) = OpenApiDocument.Parse(await rig.Client.GetStringAsync("/openapi/v1.json"), "json");
        Assert.Empty(diagnostic!.Errors);
        Assert.Equal("Orders", document!.Info.Title);
    }

    [Fact]
    public async Task It_has_every_route_and_no_other()
    {
        await using var rig = await QueryApiRig.StartAsync();
        var described = (await DescribeAsync(rig)).GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}"));
        var routes = rig.Endpoints.OfType<RouteEndpoint>()
            .SelectMany(route => (route.Metadata.GetMetadata<AllowedMethods>()?.Methods ?? []).Where(method => method != "HEAD").Select(method => $"{method} {route.RoutePattern.RawText}"))
            .Concat(OfTheGateway.Select(path => $"GET {path}"));
        Assert.Equal(routes.Distinct().Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task It_has_every_problem_and_no_other()
    {
        await using var rig = await QueryApiRig.StartAsync();
        var types = typeof(ProblemTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
        var description = await DescribeAsync(rig);
        var described = description.GetProperty("components").GetProperty("schemas").GetProperty("Problem").GetProperty("properties")
            .GetProperty("type").GetProperty("enum").EnumerateArray().Select(type => type.GetString()!);
        Assert.Equal(types.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_reference_leads_somewhere_and_every_part_is_referred_to()
    {
        await using var rig = await QueryApiRig.StartAsync();
        var text = await rig.Client.GetStringAsync("/openapi/v1.json");
        var named = Regex.Matches(text, "\"\\$ref\": \"#/components/([a-zA-Z]+)/([A-Za-z_-]+)\"").Select(match => $"{match.Groups[1]}/{match.Groups[2]}").Distinct();
        var there = (await DescribeAsync(rig)).GetProperty("components").EnumerateObject().Where(kind => kind.Name != "securitySchemes")
            .SelectMany(kind => kind.Value.EnumerateObject().Select(part => $"{kind.Name}/{part.Name}"));
        Assert.Equal(there.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private static Task<JsonElement> DescribeAsync(QueryApiRig rig) => rig.Client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
}
