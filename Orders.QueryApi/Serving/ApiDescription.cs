using Microsoft.OpenApi;
using Orders.Contracts;

namespace Orders.QueryApi.Serving;

/// <summary>
/// The API's description at <c>/openapi/v1.json</c>. Written out, because the routes are plain request delegates, from which
/// nothing can be derived.
/// </summary>
internal static class ApiDescription
{
    public static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo { Title = "Orders", Version = "v1" };
        document.Servers?.Clear();
        document.Paths = new OpenApiPaths
        {
            ["/api/orders/{order_uid}"] = OneOrder("getOrder", "One order by its uid."),
            ["/api/order/{order_uid}"] = OneOrder("getOrderByAlias", "The same under another name."),
        };
    }

    private static OpenApiPathItem OneOrder(string id, string summary) => new()
    {
        Operations = new Dictionary<HttpMethod, OpenApiOperation>
        {
            [HttpMethod.Get] = new()
            {
                OperationId = id,
                Summary = summary,
                Parameters =
                [
                    new OpenApiParameter
                    {
                        Name = "order_uid",
                        In = ParameterLocation.Path,
                        Required = true,
                        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[A-Za-z0-9_-]+$", MaxLength = OrderUid.MaxLength },
                    },
                    new OpenApiParameter
                    {
                        Name = "If-None-Match",
                        In = ParameterLocation.Header,
                        Description = "Entity tags of versions that the client has.",
                        Schema = Text(),
                    },
                ],
                Responses = new OpenApiResponses
                {
                    ["200"] = new OpenApiResponse
                    {
                        Description = "The order's document as it was accepted, byte for byte.",
                        Headers = new Dictionary<string, IOpenApiHeader>
                        {
                            ["ETag"] = Header("The quoted version."),
                            ["X-Cache"] = Header("hit, miss, or stale: the database is away and nothing proves that this is the current version."),
                        },
                        Content = Body("application/json"),
                    },
                    ["304"] = new OpenApiResponse { Description = "The client has the current version." },
                    ["400"] = Problem("No order can have this uid."),
                    ["404"] = Problem("There is no such order."),
                    ["503"] = Problem("The order is not cached and the database is away; Retry-After says when to ask again."),
                },
            },
        },
    };

    private static OpenApiResponse Problem(string description) =>
        new() { Description = description, Content = Body("application/problem+json") };

    private static Dictionary<string, OpenApiMediaType> Body(string type) =>
        new() { [type] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } } };

    private static OpenApiHeader Header(string description) => new() { Description = description, Schema = Text() };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}
