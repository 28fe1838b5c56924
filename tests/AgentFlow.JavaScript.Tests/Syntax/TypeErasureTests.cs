namespace AgentFlow.JavaScript.Tests.Syntax;

public sealed class TypeErasureTests
{
    [Theory]
    [InlineData("let a: number = 1, b!: string;", "let a = 1, b;")]
    [InlineData("const f = (a: number, b?: string, ...c: any[]): Promise<void> => {};", "const f = (a, b, ...c) => {};")]
    [InlineData("const f = async <T extends object = {}>(x: T): Promise<T> => x;", "const f = async (x) => x;")]
    [InlineData("const f = <T,>(x: T) => x;", "const f = (x) => x;")]
    [InlineData("const f = ({ a, b }: { a: string; b?: number } = {}) => a;", "const f = ({ a, b } = {}) => a;")]
    [InlineData("const f = (a = 1, [b]: string[] = []) => a;", "const f = (a = 1, [b] = []) => a;")]
    [InlineData("function f<T>(this: Foo, x: T, y?: T | null): x is string { return 1 }", "function f(x, y) { return 1 }")]
    [InlineData("function f(a: string): void; function f(a: any) { }", "function f(a) { }")]
    [InlineData("interface A<T> extends B, C<T> { a: string; b?(): void; [k: string]: any; readonly c: number[] } let x", "let x")]
    [InlineData("type A = { [K in keyof T]?: T[K] } | 'a' | `b${string}`; type F = (a: number) => void\nlet x", "let x")]
    [InlineData("type C<T> = T extends (infer U)[] ? U : never; let x", "let x")]
    [InlineData("declare const y: number; declare function g(): void; declare module 'a' { let q: { r: 1 } } let x", "let x")]
    [InlineData("let a = b as unknown as string[], c = d!, e = f satisfies G, h = [1] as const", "let a = b, c = d, e = f, h = [1]")]
    [InlineData("let a = (b as any).c!.d![0]!()", "let a = b.c.d[0]()")]
    [InlineData("let m = new Map<string, Array<number>>(), s = f<number>(1)", "let m = new Map(), s = f(1)")]
    [InlineData("let b = x < y, c = a < b || c > (d)", "let b = x < y, c = a < b || c > (d)")]
    [InlineData("for (const x of y as string[]) {} for (let i: number = 0; i < 3; i++) {}", "for (const x of y) {} for (let i = 0; i < 3; i++) {}")]
    [InlineData("try {} catch (e: unknown) {}", "try {} catch (e) {}")]
    [InlineData("abstract class A<T> extends B<T> implements C, D { private readonly x: number = 1; static y?: string; declare z: any; abstract f(): void; [k: string]: any; protected async g<U>(a: U): Promise<void> {} }", "class A extends B { x = 1; static y; async g(a) {} }")]
    [InlineData("class A { constructor(private a: string, public readonly b = 2, c?: number) { f() } }", "class A { constructor(a, b = 2, c) { this.a = a; this.b = b; f() } }")]
    [InlineData("class A extends B { constructor(private a: string) { super(); f() } }", "class A extends B { constructor(a) { super(); this.a = a; f() } }")]
    [InlineData("enum E { A, B, C = 10, D, S = 's' } 1", "const E = { A: 0, '0': 'A', B: 1, '1': 'B', C: 10, '10': 'C', D: 11, '11': 'D', S: 's' }; 1")]
    [InlineData("const enum E { A = 1 << 2, B = A | 1 } 1", "const E = { A: 4, '4': 'A', B: 5, '5': 'B' }; 1")]
    [InlineData("let a = c ? (b) : d, e = c ? (x) => 1 : y => 2", "let a = c ? (b) : d, e = c ? (x) => 1 : y => 2")]
    [InlineData("let o = { f(a: number): string { return '' }, get<T>(x: T) { return x }, async g(): Promise<void> {} }", "let o = { f(a) { return '' }, get(x) { return x }, async g() {} }")]
    [InlineData("const f: (x: number) => { a: string }[] = g, h: typeof k['l'] = 1, i: unique symbol = j", "const f = g, h = 1, i = j")]
    [InlineData("import type { A } from 'a'; export type { B }; export interface C {} export type D = 1; let x", "let x")]
    [InlineData("type = 1; declare = 2; abstract = 3; let as, satisfies, of; as = of", "type = 1; declare = 2; abstract = 3; let as, satisfies, of; as = of")]
    [InlineData("let x: A.B<C>['d'] = 1, y: new () => X = z, w: asserts = 1, v: -1 | 2n = 1", "let x = 1, y = z, w = 1, v = 1")]
    [InlineData("const r: Record<string, (a: any) => Promise<Map<string, number>>> = {}", "const r = {}")]
    [InlineData("switch (a) { case (b): c => d; }", "switch (a) { case (b): c => d; }")]
    [InlineData("const x = <any>y", "const x = y")]
    public void Parse_Types_AreErased(string typed, string plain)
    {
        var expected = SyntaxDump.Of(plain);

        var tree = SyntaxDump.Of(typed);

        Assert.Equal(expected, tree);
    }
}
